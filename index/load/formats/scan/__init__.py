"""Pictures → text: pages that were scanned and files of pictures, read by Tesseract."""
