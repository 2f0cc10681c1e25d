/* The icuuc.dll that wine 10 lacks: it knows no codec, which is all Qt asks it for.

   Qt 6.11 looks for these names when it is loaded and calls them for old text encodings only.
   It is put into the wine that builds and tries the program, and never shipped.
*/

#define EXPORTED __declspec(dllexport)
#define UNKNOWN_CODEC 4 /* U_FILE_ACCESS_ERROR: there is no such codec */

typedef int ErrorCode;

static void refuse(ErrorCode *error)
{
    if (error)
        *error = UNKNOWN_CODEC;
}

EXPORTED void *ucnv_open(const char *name, ErrorCode *error)
{
    refuse(error);
    return 0;
}

EXPORTED const char *ucnv_getName(const void *codec, ErrorCode *error)
{
    refuse(error);
    return 0;
}

EXPORTED const char *ucnv_getStandardName(const char *name, const char *list, ErrorCode *error)
{
    refuse(error);
    return 0;
}

EXPORTED void ucnv_toUnicode(void *codec, void **target, const void *target_end,
                             const char **source, const char *source_end,
                             int *offsets, signed char flush, ErrorCode *error)
{
    refuse(error);
}

EXPORTED void ucnv_fromUnicode(void *codec, char **target, const void *target_end,
                               const void **source, const void *source_end,
                               int *offsets, signed char flush, ErrorCode *error)
{
    refuse(error);
}

EXPORTED int ucnv_toUCountPending(const void *codec, ErrorCode *error)
{
    refuse(error);
    return -1;
}

EXPORTED int ucnv_fromUCountPending(const void *codec, ErrorCode *error)
{
    refuse(error);
    return -1;
}

EXPORTED void ucnv_setToUCallBack(void *codec, void *action, const void *context,
                                  void **old_action, const void **old_context, ErrorCode *error)
{
    refuse(error);
}

EXPORTED void ucnv_setFromUCallBack(void *codec, void *action, const void *context,
                                    void **old_action, const void **old_context, ErrorCode *error)
{
    refuse(error);
}

EXPORTED void ucnv_cbToUWriteUChars(void *args, const void *text, int length, int offset,
                                    ErrorCode *error)
{
    refuse(error);
}

EXPORTED void ucnv_cbFromUWriteUChars(void *args, const void **text, const void *end, int offset,
                                      ErrorCode *error)
{
    refuse(error);
}

EXPORTED void ucnv_getToUCallBack(const void *codec, void **action, const void **context)
{
    *action = 0;
    *context = 0;
}

EXPORTED void ucnv_getFromUCallBack(const void *codec, void **action, const void **context)
{
    *action = 0;
    *context = 0;
}

EXPORTED void ucnv_close(void *codec) {}
EXPORTED void ucnv_reset(void *codec) {}
EXPORTED void UCNV_FROM_U_CALLBACK_SUBSTITUTE(void) {}
EXPORTED void UCNV_TO_U_CALLBACK_SUBSTITUTE(void) {}
EXPORTED signed char ucnv_getMaxCharSize(const void *codec) { return 1; }
EXPORTED const char *ucnv_getAvailableName(int number) { return 0; }
EXPORTED int ucnv_countAvailable(void) { return 0; }

int __stdcall DllMainCRTStartup(void *library, unsigned reason, void *reserved) { return 1; }
