//! Hears, reads and records messages in order, whatever they come from; hides batching.
