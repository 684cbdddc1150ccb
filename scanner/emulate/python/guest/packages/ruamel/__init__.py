"""Stands for the namespace `ruamel`."""
