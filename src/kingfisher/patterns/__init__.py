"""Patterns. What a worker sees again and again, raised with the partnership's leaders, who must answer in writing."""
