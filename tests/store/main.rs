//! The journal file: who may read it, which files are refused, and that old ones open for ever.
