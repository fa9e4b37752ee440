// Runs one command pinned to one core and writes what it cost to a file:
// cpu_us, wall_us, peak_rss_kb and the wait status. Small and static, because a
// child's peak RSS counts the pages of the process it was started from.
#define _GNU_SOURCE
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now_us(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000LL + time.tv_nsec / 1000;
}

// measure REPORT CORE COMMAND ARGS…; a CORE of -1 leaves all cores to the command
int main(int argc, char** argv) {
  if (argc < 4) return 2;
  const int core = atoi(argv[2]);
  if (core >= 0) {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET(core, &cores);
    if (sched_setaffinity(0, sizeof cores, &cores) != 0) perror("measure: sched_setaffinity");
  }
  const long long started_us = now_us();
  const pid_t child = vfork();
  if (child == 0) {
    execvp(argv[3], argv + 3);
    _exit(127);
  }
  int status = 0;
  struct rusage usage;
  if (child < 0 || wait4(child, &status, 0, &usage) != child) {
    perror("measure");
    return 1;
  }
  const long long wall_us = now_us() - started_us;
  const long long cpu_us = (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000LL + usage.ru_utime.tv_usec +
                           usage.ru_stime.tv_usec;
  FILE* report = fopen(argv[1], "w");
  if (report == NULL) return 1;
  fprintf(report, "cpu_us=%lld wall_us=%lld peak_rss_kb=%ld status=%d\n", cpu_us, wall_us, usage.ru_maxrss, status);
  return fclose(report) == 0 ? 0 : 1;
}
