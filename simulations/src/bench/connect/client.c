/* Customers of Socket.IO, as many as there are lines with a token in a file: "client PORT TOKENS". Each upgrades to WebSocket, waits for
   Engine.IO's open packet, joins /contact with its token and keeps the last display it got. Numbers are lines of the file, from 0.
     open FROM TO WINDOW   connects those from FROM up to TO, at most WINDOW of them not yet served; prints
                           "served COUNT TRIES P50 P99 LAST" (milliseconds since the command) once each has had a display
     storm FROM TO         closes them all and connects them all again at once; prints the same
     close FROM TO         closes them; prints "closed"
     tell FROM TO          prints "is NUMBER STATE POSITION FRAMES" for each, then "told"
   A display that says it is the customer's turn is printed at once: "turn NUMBER MICROSECONDS" (of the day's clock). Who is cut off or
   sent away comes again after one to two seconds, as stock clients do. */
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
#include "../fan-out/masked-frame.h"

enum { ROOM = 4096 };
typedef enum { GONE, CONNECTING, UPGRADING, OPEN } State;
typedef struct {
  int fd, held, position, frames, served;
  State state;
  long long again; /* when a lost one comes again; 0: it does not */
  char says[16], *token;
  unsigned char buffer[ROOM];
} Peer;

static Peer *peers;
static int count, poller, first, end, window, waiting, tries;
static int next; /* of first..end, the next to be connected */
static long long begun, *took;
static struct sockaddr_in address;
static char hello[256];

static long long micros(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

static void lose(Peer *peer, int comes_again) {
  if (peer->fd >= 0) close(peer->fd);
  peer->fd = -1;
  peer->state = GONE;
  peer->held = 0;
  peer->again = comes_again ? micros(CLOCK_MONOTONIC) + 1000000 + rand() % 1000000 : 0;
}

static void begin(Peer *peer) {
  peer->again = 0;
  peer->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (peer->fd < 0) { perror("socket"); exit(5); }
  tries++;
  peer->state = CONNECTING;
  if (connect(peer->fd, (struct sockaddr *)&address, sizeof address) && errno != EINPROGRESS) { lose(peer, 1); return; }
  struct epoll_event interest = {.events = EPOLLIN | EPOLLOUT, .data.u32 = peer - peers};
  epoll_ctl(poller, EPOLL_CTL_ADD, peer->fd, &interest);
}

static void connected(Peer *peer) {
  struct epoll_event interest = {.events = EPOLLIN, .data.u32 = peer - peers};
  epoll_ctl(poller, EPOLL_CTL_MOD, peer->fd, &interest);
  peer->state = UPGRADING;
  if (write(peer->fd, hello, strlen(hello)) < 0) lose(peer, 1);
}

static void send_text(Peer *peer, const char *text) {
  unsigned char out[1024];
  if (write(peer->fd, out, masked_frame(out, text)) < 0) lose(peer, 1);
}

static int by_size(const void *a, const void *b) { return *(long long *)a < *(long long *)b ? -1 : *(long long *)a > *(long long *)b; }

static void serve(Peer *peer, const char *text, int length) {
  static const char STATE[] = "\"state\":\"", PLACE[] = "\"position\":";
  char *state = memmem(text, length, STATE, sizeof STATE - 1), *place = memmem(text, length, PLACE, sizeof PLACE - 1);
  peer->says[0] = 0;
  if (state) sscanf(state + sizeof STATE - 1, "%15[a-z]", peer->says);
  peer->position = place ? atoi(place + sizeof PLACE - 1) : 0;
  peer->frames++;
  int number = peer - peers;
  if (strcmp(peer->says, "connecting") == 0) { printf("turn %d %lld\n", number, micros(CLOCK_REALTIME)); fflush(stdout); }
  if (peer->served) return;
  peer->served = 1;
  if (number < first || number >= end || waiting == 0) return;
  took[end - first - waiting] = micros(CLOCK_MONOTONIC) - begun;
  if (--waiting > 0) return;
  int all = end - first;
  qsort(took, all, sizeof *took, by_size);
  printf("served %d %d %.1f %.1f %.1f\n", all, tries, took[all / 2] / 1e3, took[(int)(all * 0.99)] / 1e3, took[all - 1] / 1e3);
  fflush(stdout);
}

static void on_text(Peer *peer, const char *text, int length) {
  static const char DISPLAY[] = "42/contact,[\"display\",";
  char join[900];
  if (length > 0 && text[0] == '0') {
    snprintf(join, sizeof join, "40/contact,{\"token\":\"%s\",\"v\":1,\"lang\":\"en\"}", peer->token);
    send_text(peer, join);
  } else if (length > 0 && text[0] == '2') send_text(peer, "3");
  else if (length > (int)sizeof DISPLAY && memcmp(text, DISPLAY, sizeof DISPLAY - 1) == 0) serve(peer, text, length);
}

static void parse(Peer *peer) {
  int at = 0;
  if (peer->state == UPGRADING) {
    char *ends = memmem(peer->buffer, peer->held, "\r\n\r\n", 4);
    if (!ends) return;
    if (memcmp(peer->buffer, "HTTP/1.1 101", 12)) { lose(peer, 1); return; }
    at = (unsigned char *)ends - peer->buffer + 4;
    peer->state = OPEN;
  }
  while (peer->held - at >= 2) {
    int length = peer->buffer[at + 1] & 127, head = 2, closes = (peer->buffer[at] & 15) == 8;
    if (length == 126) { if (peer->held - at < 4) break; length = peer->buffer[at + 2] << 8 | peer->buffer[at + 3]; head = 4; }
    else if (length == 127) exit(4);
    if (peer->held - at < head + length) break;
    if (closes) { lose(peer, 1); return; }
    on_text(peer, (char *)peer->buffer + at + head, length);
    if (peer->state == GONE) return;
    at += head + length;
  }
  memmove(peer->buffer, peer->buffer + at, peer->held - at);
  peer->held -= at;
}

static void receive(Peer *peer) {
  ssize_t got = read(peer->fd, peer->buffer + peer->held, ROOM - peer->held);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) { lose(peer, 1); return; }
  peer->held += got;
  parse(peer);
}

static void expect(int from, int to, int most) {
  first = next = from; end = waiting = to; waiting -= from; window = most; tries = 0;
  for (int i = from; i < to; i++) { peers[i].served = 0; peers[i].position = 0; peers[i].says[0] = 0; }
  begun = micros(CLOCK_MONOTONIC);
}

static void command(const char *line) {
  int from, to, most;
  if (sscanf(line, "open %d %d %d", &from, &to, &most) == 3) expect(from, to, most);
  else if (sscanf(line, "storm %d %d", &from, &to) == 2) {
    for (int i = from; i < to; i++) lose(&peers[i], 0);
    expect(from, to, to - from);
  } else if (sscanf(line, "close %d %d", &from, &to) == 2) {
    for (int i = from; i < to; i++) lose(&peers[i], 0);
    printf("closed\n");
  } else if (sscanf(line, "tell %d %d", &from, &to) == 2) {
    for (int i = from; i < to; i++) printf("is %d %s %d %d\n", i, peers[i].says[0] ? peers[i].says : "-", peers[i].position, peers[i].frames);
    printf("told\n");
  }
  fflush(stdout);
}

static void read_tokens(const char *path) {
  FILE *file = fopen(path, "r");
  char line[800];
  if (!file) { perror(path); exit(2); }
  while (fgets(line, sizeof line, file)) {
    line[strcspn(line, "\n")] = 0;
    if (count % 1024 == 0) peers = realloc(peers, sizeof(Peer) * (count + 1024));
    peers[count++] = (Peer){.fd = -1, .token = strdup(line)};
  }
  fclose(file);
  took = calloc(count + 1, sizeof *took);
}

int main(int argc, char **argv) {
  if (argc < 3) return 1;
  address = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  snprintf(hello, sizeof hello, "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n", argv[1]);
  read_tokens(argv[2]);
  poller = epoll_create1(0);
  struct epoll_event events[512], standard = {.events = EPOLLIN, .data.u32 = UINT32_MAX};
  epoll_ctl(poller, EPOLL_CTL_ADD, 0, &standard);
  static char line[128];
  int held = 0;
  long long looked = 0;
  for (;;) {
    while (next < end && next - first - (end - first - waiting) < window) begin(&peers[next++]);
    int ready = epoll_wait(poller, events, 512, 100);
    for (int i = 0; i < ready; i++) {
      if (events[i].data.u32 == UINT32_MAX) {
        ssize_t got = read(0, line + held, sizeof line - 1 - held);
        if (got <= 0) return 0;
        held += got;
        line[held] = 0;
        for (char *stop; (stop = strchr(line, '\n')); ) { *stop = 0; command(line); held -= stop + 1 - line; memmove(line, stop + 1, held + 1); }
        continue;
      }
      Peer *peer = &peers[events[i].data.u32];
      if (peer->state == CONNECTING && events[i].events & (EPOLLERR | EPOLLHUP)) lose(peer, 1);
      else if (peer->state == CONNECTING) connected(peer);
      else if (peer->state != GONE && events[i].events & (EPOLLIN | EPOLLERR | EPOLLHUP)) receive(peer);
    }
    long long now = micros(CLOCK_MONOTONIC);
    if (now - looked < 50000) continue;
    looked = now;
    for (int i = 0; i < count; i++) if (peers[i].again && peers[i].again <= now) begin(&peers[i]);
  }
}
