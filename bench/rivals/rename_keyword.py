"""What a codemod of one's own would be: it renames the option, wherever it stands, and knows nothing of clients."""

import libcst as cst
from libcst.codemod import VisitorBasedCodemodCommand


class RenameKeyword(VisitorBasedCodemodCommand):
    DESCRIPTION = "Renames the keyword allow_redirects to follow_redirects."

    def leave_Arg(self, original_node: cst.Arg, updated_node: cst.Arg) -> cst.Arg:
        keyword = updated_node.keyword
        if keyword is None or keyword.value != "allow_redirects":
            return updated_node
        return updated_node.with_changes(keyword=keyword.with_changes(value="follow_redirects"))
