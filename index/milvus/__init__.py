"""An index in Milvus, a server that holds and searches more passages than one machine can."""
