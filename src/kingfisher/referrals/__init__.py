"""Room: the front door. A concern comes in, is rated, checked, decided, and the person who raised it is
told.
"""
