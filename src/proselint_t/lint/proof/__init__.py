"""Whether fixes are harmless: what a document says beside them is read the same before and after."""

from proselint_t.lint.proof.proof import Patience, Proof, apart, proved

__all__ = ["Patience", "Proof", "apart", "proved"]
