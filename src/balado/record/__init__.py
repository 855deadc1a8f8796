"""The record of publications: generations, and every verb that changes them."""
