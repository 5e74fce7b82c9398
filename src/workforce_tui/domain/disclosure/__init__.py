"""Disclosure control: what may be published of a set of linked tables, so that no person can be found out.

`model` holds what goes in and comes out, `policy` the profiles, `protecting.protect` does the work.
"""
