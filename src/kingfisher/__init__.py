"""Kingfisher: keeping children safe together."""
