"""The places of records people type: lists, details, forms and figures."""
