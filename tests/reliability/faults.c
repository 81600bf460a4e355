/* A disk that fails: loaded before libc, it refuses the n-th write or sync below a folder, or cuts the power there.

   A cut takes back what was written since each file was last synced (all of it, or a random part), and ends the
   process. Nothing here is for more than one thread writing at a time but by the lock around it. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { OFF, NO_SPACE, BAD_WRITE, BAD_SYNC, CUT, CUT_SOME };

struct note {
    dev_t dev;
    ino_t ino;
    int fd;
    off_t at, former_size, size;
    size_t length, former_length;
    char *written, *former;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char folder[4096];
static int kind = OFF, sticky;
static long at_event, events;
static struct note *notes;
static size_t noted, room;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

__attribute__((constructor)) static void find(void) {
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
}

void faults_begin(const char *below, int what, long event, int stays) {
    snprintf(folder, sizeof folder, "%s", below);
    events = 0;
    at_event = event;
    sticky = stays;
    kind = what;
}

long faults_end(void) {
    kind = OFF;
    return events;
}

static int is_watched(int fd) {
    char link[64], path[4096];
    if (kind == OFF) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length < 0) return 0;
    path[length] = 0;
    if (strncmp(path, folder, strlen(folder))) return 0;
    return !(length > 4 && !strcmp(path + length - 4, "-shm"));
}

static void cut(void) {
    for (size_t left = noted; left-- > 0;) {
        struct note *one = &notes[left];
        if (one->former_length) real_pwrite(one->fd, one->former, one->former_length, one->at);
        real_ftruncate(one->fd, one->former_size);
    }
    for (size_t number = 0; kind == CUT_SOME && number < noted; number++) {
        struct note *one = &notes[number];
        if (random() & 1) continue;
        if (one->written) real_pwrite(one->fd, one->written, one->length, one->at);
        else real_ftruncate(one->fd, one->size);
    }
    _exit(137);
}

/* Whether the disk fails at this event. */
static int fails(int is_sync) {
    if (kind == NO_SPACE || kind == BAD_WRITE) {
        if (is_sync) return 0;
    } else if (kind == BAD_SYNC && !is_sync) return 0;
    events++;
    int now = events == at_event || (sticky && events > at_event);
    if (now && kind >= CUT) cut();
    return now;
}

static int refused(void) {
    errno = kind == NO_SPACE ? ENOSPC : EIO;
    return -1;
}

static void keep(int fd, const void *data, size_t length, off_t at, off_t size) {
    struct stat status;
    if (kind < CUT || fstat(fd, &status)) return;
    if (noted == room) notes = realloc(notes, (room = room ? 2 * room : 1024) * sizeof *notes);
    struct note *one = &notes[noted++];
    memset(one, 0, sizeof *one);
    one->dev = status.st_dev;
    one->ino = status.st_ino;
    one->at = at;
    one->former_size = status.st_size;
    one->size = size;
    for (size_t number = 0; number + 1 < noted && !one->fd; number++)
        if (notes[number].ino == one->ino && notes[number].dev == one->dev) one->fd = notes[number].fd;
    if (!one->fd) one->fd = dup(fd);
    size_t before = at < status.st_size ? (size_t)(status.st_size - at) : 0;
    if (data && before > length) before = length;
    if (before) {
        one->former = malloc(before);
        ssize_t found = pread(fd, one->former, before, at);
        one->former_length = found > 0 ? (size_t)found : 0;
    }
    if (data) {
        one->length = length;
        one->written = malloc(length);
        memcpy(one->written, data, length);
    }
}

static void forget(int fd) {
    struct stat status;
    if (kind < CUT || fstat(fd, &status)) return;
    size_t left = 0;
    for (size_t number = 0; number < noted; number++) {
        if (notes[number].ino == status.st_ino && notes[number].dev == status.st_dev) {
            free(notes[number].written);
            free(notes[number].former);
        } else notes[left++] = notes[number];
    }
    noted = left;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off_t at) {
    if (!is_watched(fd)) return real_pwrite(fd, data, length, at);
    pthread_mutex_lock(&lock);
    ssize_t done = -1;
    if (fails(0)) refused();
    else {
        keep(fd, data, length, at, 0);
        done = real_pwrite(fd, data, length, at);
    }
    pthread_mutex_unlock(&lock);
    return done;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t at) { return pwrite64(fd, data, length, at); }

ssize_t write(int fd, const void *data, size_t length) {
    if (!is_watched(fd)) return real_write(fd, data, length);
    off_t at = lseek(fd, 0, SEEK_CUR);
    ssize_t done = pwrite64(fd, data, length, at);
    if (done > 0) lseek(fd, at + done, SEEK_SET);
    return done;
}

int ftruncate64(int fd, off_t size) {
    if (!is_watched(fd)) return real_ftruncate(fd, size);
    pthread_mutex_lock(&lock);
    int done = -1;
    if (fails(0)) refused();
    else {
        keep(fd, NULL, 0, size, size);
        done = real_ftruncate(fd, size);
    }
    pthread_mutex_unlock(&lock);
    return done;
}

int ftruncate(int fd, off_t size) { return ftruncate64(fd, size); }

static int synced(int fd, int (*real)(int)) {
    if (!is_watched(fd)) return real(fd);
    pthread_mutex_lock(&lock);
    int done = -1;
    if (fails(1)) refused();
    else {
        done = 0; /* what lies beneath is memory: nothing to wait for */
        forget(fd);
    }
    pthread_mutex_unlock(&lock);
    return done;
}

int fsync(int fd) { return synced(fd, real_fsync); }

int fdatasync(int fd) { return synced(fd, real_fdatasync); }
