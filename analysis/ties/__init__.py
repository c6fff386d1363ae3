"""Ties between organisations: kinds of links, and common projects."""
