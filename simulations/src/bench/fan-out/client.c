/* N connected customers: "client PORT N raw" only counts bytes; "client PORT N ws" speaks WebSocket, joins /contact of Socket.IO as
   c-0 ... with a token each, answers pings and counts events. Prints "connected", then "FRAMES BYTES" twenty times a second.
   Where a text says t=MICROSECONDS; (of the day's clock) it notes how late the text came, and prints "late COUNT P50 P99 MAX"
   in microseconds once none came for half a second. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include "masked-frame.h"

typedef struct { int fd, state, held; unsigned char *buffer; } Peer;
enum { ROOM = 32768 };
static long long frames, bytes;
static int joined;
enum { CELL = 100, CELLS = 100000 }; /* cells of 100 us, up to 10 s */
static long long late[CELLS], late_count, late_max, late_last;

static long long micros(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

static void note_late(const char *text, int length) {
  const char *stamp = memmem(text, length, "\"t=", 3);
  if (!stamp) return;
  long long by = micros(CLOCK_REALTIME) - atoll(stamp + 3);
  if (by < 0) by = 0;
  if (by > late_max) late_max = by;
  late[by / CELL < CELLS ? by / CELL : CELLS - 1]++;
  late_count++;
  late_last = micros(CLOCK_MONOTONIC);
}

static long long late_share(double share) {
  long long seen = 0;
  for (int cell = 0; cell < CELLS; cell++) if ((seen += late[cell]) >= share * late_count) return (cell + 1LL) * CELL;
  return (long long)CELLS * CELL;
}

static void tell_late(void) {
  if (!late_count || micros(CLOCK_MONOTONIC) - late_last < 500000) return;
  printf("late %lld %lld %lld %lld\n", late_count, late_share(0.5), late_share(0.99), late_max);
  memset(late, 0, sizeof late);
  late_count = late_max = 0;
}

static void send_text(int fd, const char *text) {
  unsigned char out[512];
  if (write(fd, out, masked_frame(out, text)) < 0) exit(3);
}

static void on_text(Peer *peer, int number, const char *text, int length) {
  char join[128];
  if (length > 0 && text[0] == '0') {
    snprintf(join, sizeof join, "40/contact,{\"token\":\"token:c-%d\",\"v\":1}", number);
    send_text(peer->fd, join);
  } else if (length > 0 && text[0] == '2') send_text(peer->fd, "3");
  else if (length > 2 && text[0] == '4' && text[1] == '0') joined++;
  else if (length > 2 && text[0] == '4' && text[1] == '2') { frames++; note_late(text, length); }
}

static void parse(Peer *peer, int number) {
  int at = 0;
  if (peer->state == 0) {
    char *end = memmem(peer->buffer, peer->held, "\r\n\r\n", 4);
    if (!end) return;
    at = (unsigned char *)end - peer->buffer + 4;
    peer->state = 1;
  }
  for (;;) {
    if (peer->held - at < 2) break;
    uint64_t length = peer->buffer[at + 1] & 127, head = 2;
    if (length == 126) { if (peer->held - at < 4) break; length = peer->buffer[at + 2] << 8 | peer->buffer[at + 3]; head = 4; }
    else if (length == 127) exit(4);
    if ((uint64_t)(peer->held - at) < head + length) break;
    on_text(peer, number, (char *)peer->buffer + at + head, length);
    at += head + length;
  }
  memmove(peer->buffer, peer->buffer + at, peer->held - at);
  peer->held -= at;
}

int main(int argc, char **argv) {
  int port = atoi(argv[1]), wanted = atoi(argv[2]), ws = strcmp(argv[3], "ws") == 0, told = 0;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  Peer *peers = calloc(wanted, sizeof(Peer));
  int poller = epoll_create1(0);
  struct epoll_event events[512];
  struct timespec now, last = {0};
  char hello[512];
  snprintf(hello, sizeof hello, "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n", port);
  int next = 0;
  for (;;) {
    /* A few at a time, so that the accept queue is never full. */
    for (int burst = 0; next < wanted && burst < 50 && (!ws || next - joined < 200); burst++, next++) {
      Peer *peer = &peers[next];
      peer->fd = socket(AF_INET, SOCK_STREAM, 0);
      if (connect(peer->fd, (struct sockaddr *)&address, sizeof address)) { perror("connect"); return 5; }
      fcntl(peer->fd, F_SETFL, O_NONBLOCK);
      if (ws) { peer->buffer = malloc(ROOM); if (write(peer->fd, hello, strlen(hello)) < 0) return 6; }
      struct epoll_event interest = {.events = EPOLLIN, .data.u32 = next};
      epoll_ctl(poller, EPOLL_CTL_ADD, peer->fd, &interest);
    }
    int count = epoll_wait(poller, events, 512, 20);
    for (int i = 0; i < count; i++) {
      int number = events[i].data.u32;
      Peer *peer = &peers[number];
      static unsigned char scratch[ROOM];
      ssize_t got = ws ? read(peer->fd, peer->buffer + peer->held, ROOM - peer->held) : read(peer->fd, scratch, ROOM);
      if (got == 0 || (got < 0 && errno != EAGAIN)) return 0;
      if (got < 0) continue;
      bytes += got;
      if (ws) { peer->held += got; parse(peer, number); }
    }
    if (!told && next == wanted && (!ws || joined == wanted)) { told = 1; printf("connected\n"); fflush(stdout); }
    clock_gettime(CLOCK_MONOTONIC, &now);
    if ((now.tv_sec - last.tv_sec) * 1000 + (now.tv_nsec - last.tv_nsec) / 1000000 >= 50) {
      last = now;
      tell_late();
      printf("%lld %lld\n", frames, bytes);
      fflush(stdout);
    }
  }
}
