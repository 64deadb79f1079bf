"""Saltmere: a fictional English county for trying, testing and measuring Kingfisher. Nobody in it is real."""
