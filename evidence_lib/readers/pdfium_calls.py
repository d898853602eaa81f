"""Those calls into pdfium that are made for every letter, run of type or element of the tree, taking and giving plain numbers.

pypdfium2 wraps each handle in an object and checks each argument; a page has thousands of letters, and most of the time of
reading went there. The functions are the same, found at the addresses that pypdfium2 loaded.
"""

import ctypes
from typing import Any

import pypdfium2.raw as pdfium

HANDLE = ctypes.c_void_p


def plain(function: Any, result: Any, *arguments: Any) -> Any:
    """A pdfium function that takes and gives addresses and numbers."""
    return ctypes.PYFUNCTYPE(result, *arguments)(address(function))


def address(handle: Any) -> int:
    """The address behind one of pypdfium2's handles."""
    return ctypes.cast(handle, HANDLE).value or 0


count_objects = plain(pdfium.FPDFPage_CountObjects, ctypes.c_int, HANDLE)
get_object = plain(pdfium.FPDFPage_GetObject, HANDLE, HANDLE, ctypes.c_int)
object_type = plain(pdfium.FPDFPageObj_GetType, ctypes.c_int, HANDLE)
object_mark = plain(pdfium.FPDFPageObj_GetMarkedContentID, ctypes.c_int, HANDLE)
object_bounds = plain(pdfium.FPDFPageObj_GetBounds, ctypes.c_int, HANDLE, *[HANDLE] * 4)
object_matrix = plain(pdfium.FPDFPageObj_GetMatrix, ctypes.c_int, HANDLE, HANDLE)
count_in_form = plain(pdfium.FPDFFormObj_CountObjects, ctypes.c_int, HANDLE)
get_in_form = plain(pdfium.FPDFFormObj_GetObject, HANDLE, HANDLE, ctypes.c_ulong)
font_size = plain(pdfium.FPDFTextObj_GetFontSize, ctypes.c_int, HANDLE, HANDLE)
font_of = plain(pdfium.FPDFTextObj_GetFont, HANDLE, HANDLE)
count_letters = plain(pdfium.FPDFText_CountChars, ctypes.c_int, HANDLE)
letter_object = plain(pdfium.FPDFText_GetTextObject, HANDLE, HANDLE, ctypes.c_int)
letter = plain(pdfium.FPDFText_GetUnicode, ctypes.c_uint, HANDLE, ctypes.c_int)
copy_letters = plain(pdfium.FPDFText_GetText, ctypes.c_int, HANDLE, ctypes.c_int, ctypes.c_int, HANDLE)
open_tree = plain(pdfium.FPDF_StructTree_GetForPage, HANDLE, HANDLE)
close_tree = plain(pdfium.FPDF_StructTree_Close, None, HANDLE)
count_roots = plain(pdfium.FPDF_StructTree_CountChildren, ctypes.c_int, HANDLE)
root = plain(pdfium.FPDF_StructTree_GetChildAtIndex, HANDLE, HANDLE, ctypes.c_int)
count_children = plain(pdfium.FPDF_StructElement_CountChildren, ctypes.c_int, HANDLE)
child = plain(pdfium.FPDF_StructElement_GetChildAtIndex, HANDLE, HANDLE, ctypes.c_int)
child_mark = plain(pdfium.FPDF_StructElement_GetChildMarkedContentID, ctypes.c_int, HANDLE, ctypes.c_int)
element_type = plain(pdfium.FPDF_StructElement_GetType, ctypes.c_ulong, HANDLE, HANDLE, ctypes.c_ulong)
