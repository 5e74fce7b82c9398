"""placeholder"""
from workforce_tui.tui.page import Page
class ImportPage(Page):
    AREA="import"
