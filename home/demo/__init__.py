"""The demo site: fictional producers in real communes, written as small tables under `data/` and loaded by `load_demo`."""
