/* The floor of fan-out: accepts N sockets, then for each command "r BYTES" on standard input formats a text of so many bytes for
   every socket and writes it with write(2). "c" prints user and system microseconds of this process so far. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

int main(int argc, char **argv) {
  int wanted = atoi(argv[1]), one = 1, round = 0, bytes;
  int *fds = malloc(sizeof(int) * wanted);
  char line[64], *text = malloc(1 << 16);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
  socklen_t size = sizeof address;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 4096)) return 1;
  getsockname(listener, (struct sockaddr *)&address, &size);
  printf("port %d\n", ntohs(address.sin_port));
  fflush(stdout);
  for (int i = 0; i < wanted; i++) {
    fds[i] = accept(listener, 0, 0);
    setsockopt(fds[i], IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  }
  printf("ready\n");
  fflush(stdout);
  while (fgets(line, sizeof line, stdin)) {
    if (line[0] == 'c') {
      struct rusage used;
      getrusage(RUSAGE_SELF, &used);
      printf("cpu %lld\n", (long long)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000 + used.ru_utime.tv_usec + used.ru_stime.tv_usec);
      fflush(stdout);
    } else if (sscanf(line, "r %d", &bytes) == 1) {
      round++;
      for (int i = 0; i < wanted; i++) {
        int used = snprintf(text, 1 << 16, "{\"contact\":\"c-%d\",\"position\":%d,\"seq\":%d,\"text\":\"", i, i % 100 + 1, round);
        if (used < bytes) memset(text + used, 'x', bytes - used);
        if (write(fds[i], text, bytes) != bytes) return 2;
      }
    }
  }
  return 0;
}
