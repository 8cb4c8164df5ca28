/* Loaded before libc into a server under test: makes fsync slow, and moves the wall clock. The file named by
   QC_FAULT_FILE holds two numbers: milliseconds that a sync takes, and milliseconds added to the clock. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile long long *shared(void) {
  static volatile long long *at;
  static int tried;
  if (!tried) {
    tried = 1;
    const char *name = getenv("QC_FAULT_FILE");
    int fd = name ? open(name, O_RDONLY) : -1;
    void *mapped = fd < 0 ? MAP_FAILED : mmap(NULL, 16, PROT_READ, MAP_SHARED, fd, 0);
    if (mapped != MAP_FAILED) at = mapped;
  }
  return at;
}

static void wait_for_disk(void) {
  volatile long long *at = shared();
  if (at && at[0] > 0) usleep((useconds_t)(at[0] * 1000));
}

int fsync(int fd) {
  static int (*real)(int);
  if (!real) *(void **)&real = dlsym(RTLD_NEXT, "fsync");
  wait_for_disk();
  return real(fd);
}

int fdatasync(int fd) {
  static int (*real)(int);
  if (!real) *(void **)&real = dlsym(RTLD_NEXT, "fdatasync");
  wait_for_disk();
  return real(fd);
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
  static int (*real)(struct timeval *, void *);
  if (!real) *(void **)&real = dlsym(RTLD_NEXT, "gettimeofday");
  int result = real(now, zone);
  volatile long long *at = shared();
  if (at && result == 0) {
    long long us = now->tv_sec * 1000000LL + now->tv_usec + at[1] * 1000LL;
    now->tv_sec = us / 1000000;
    now->tv_usec = us % 1000000;
  }
  return result;
}

int clock_gettime(clockid_t id, struct timespec *now) {
  static int (*real)(clockid_t, struct timespec *);
  if (!real) *(void **)&real = dlsym(RTLD_NEXT, "clock_gettime");
  int result = real(id, now);
  volatile long long *at = id == CLOCK_REALTIME ? shared() : NULL;
  if (at && result == 0) now->tv_sec += at[1] / 1000;
  return result;
}
