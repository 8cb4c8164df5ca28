#include <string.h>

/* The WebSocket frame (RFC 6455) of a text of less than 64 KiB, as a client must mask it; its length. `out` needs eight bytes more than the text. */
static int masked_frame(unsigned char *out, const char *text) {
  int length = strlen(text), at = 0;
  out[at++] = 0x81;
  if (length < 126) out[at++] = 0x80 | length;
  else { out[at++] = 0x80 | 126; out[at++] = length >> 8; out[at++] = length & 255; }
  memset(out + at, 0, 4); /* a mask of zeros leaves the text as it is */
  at += 4;
  memcpy(out + at, text, length);
  return at + length;
}
