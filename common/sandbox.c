#include "sandbox.h"

#if defined(__x86_64__) && defined(__linux__) && !defined(KCZ_NO_SANDBOX)

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* All rights over files that the kernel's version of Landlock knows how to withhold. */
static uint64_t file_rights(long version)
{
    uint64_t rights = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE |
                      LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR |
                      LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE |
                      LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
                      LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK |
                      LANDLOCK_ACCESS_FS_MAKE_FIFO | LANDLOCK_ACCESS_FS_MAKE_BLOCK |
                      LANDLOCK_ACCESS_FS_MAKE_SYM;

    if (version >= 2)
        rights |= LANDLOCK_ACCESS_FS_REFER;
    return rights;
}

static long landlock_version(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

bool sandbox_has_landlock(void)
{
    return landlock_version() >= 1;
}

/* Lets one file be read; a file that is not there will be told of when it is to be opened. */
static void allow_file(int ruleset, const char *file)
{
    struct landlock_path_beneath_attr rule = {.parent_fd = open(file, O_PATH | O_CLOEXEC)};
    struct stat status;

    if (rule.parent_fd < 0 || fstat(rule.parent_fd, &status) != 0)
        return;
    /* A folder can be opened, so that reading it says what it is; what lies in it cannot. */
    rule.allowed_access = S_ISDIR(status.st_mode) ? LANDLOCK_ACCESS_FS_READ_DIR
                                                  : LANDLOCK_ACCESS_FS_READ_FILE;
    syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(rule.parent_fd);
}

static void restrict_files(const struct sandbox *sandbox)
{
    long version = landlock_version();
    struct landlock_ruleset_attr rights = {.handled_access_fs = file_rights(version)};

    if (version < 1)
        return;
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rights, sizeof rights, 0);
    if (ruleset < 0)
        return;
    for (size_t i = 0; i < sandbox->file_count; i++) {
        if (strcmp(sandbox->files[i], "-") != 0)
            allow_file(ruleset, sandbox->files[i]);
    }
    syscall(SYS_landlock_restrict_self, ruleset, 0);
    close(ruleset);
}

/* What reading, writing, memory, threads, clocks and ending take. */
static const int allowed_calls[] = {
    SYS_read,
    SYS_write,
    SYS_readv,
    SYS_pread64,
    SYS_writev,
    SYS_close,
    SYS_fstat,
    SYS_newfstatat,
    SYS_lseek,
    SYS_poll,
    SYS_ppoll,
    SYS_fcntl,
    SYS_brk,
    SYS_mmap,
    SYS_munmap,
    SYS_mremap,
    SYS_madvise,
    SYS_mprotect,
    SYS_futex,
    SYS_rt_sigaction,
    SYS_rt_sigprocmask,
    SYS_rt_sigreturn,
    SYS_sigaltstack,
    SYS_restart_syscall,
    SYS_clock_gettime,
    SYS_getrandom,
    SYS_getpid,
    SYS_gettid,
    SYS_tgkill,
    SYS_rseq,
    SYS_set_robust_list,
    SYS_sched_yield,
    SYS_sched_getaffinity,
    SYS_prctl,
    SYS_exit,
    SYS_exit_group,
};

enum { MAX_INSTRUCTIONS = 128 };

struct program_text {
    struct sock_filter code[MAX_INSTRUCTIONS];
    unsigned short count;
};

static void add(struct program_text *text, struct sock_filter instruction)
{
    text->code[text->count++] = instruction;
}

static void load(struct program_text *text, size_t offset)
{
    add(text, (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset));
}

static void answer(struct program_text *text, uint32_t what)
{
    add(text, (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, what));
}

/* Skips the next count instructions unless the number that was loaded is value. */
static void unless_equal_skip(struct program_text *text, uint32_t value, unsigned char count)
{
    add(text, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, value, 0, count));
}

/* The same unless one of the bits is set. */
static void unless_any_bit_skip(struct program_text *text, uint32_t bits, unsigned char count)
{
    add(text, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, bits, 0, count));
}

static size_t argument(size_t index)
{
    return offsetof(struct seccomp_data, args) + index * sizeof(uint64_t);
}

/* Threads may be started, processes may not; the newer call is refused so that the C library asks
 * with the older one, whose flags can be seen. */
static void allow_threads(struct program_text *text)
{
    unless_equal_skip(text, SYS_clone3, 1);
    answer(text, SECCOMP_RET_ERRNO | ENOSYS);
    unless_equal_skip(text, SYS_clone, 4);
    load(text, argument(0));
    unless_any_bit_skip(text, CLONE_THREAD, 1);
    answer(text, SECCOMP_RET_ALLOW);
    answer(text, SECCOMP_RET_ERRNO | EPERM);
}

/* Files may be opened for reading only; which ones is Landlock's to say. */
static void allow_opening(struct program_text *text)
{
    unless_equal_skip(text, SYS_openat, 4);
    load(text, argument(2));
    unless_any_bit_skip(text, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 1);
    answer(text, SECCOMP_RET_ERRNO | EPERM);
    answer(text, SECCOMP_RET_ALLOW);
}

static void restrict_calls(const struct sandbox *sandbox)
{
    struct program_text text = {.count = 0};

    load(&text, offsetof(struct seccomp_data, arch));
    add(&text, (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0));
    answer(&text, SECCOMP_RET_KILL_PROCESS);
    load(&text, offsetof(struct seccomp_data, nr));
    for (size_t i = 0; i < sizeof allowed_calls / sizeof *allowed_calls; i++) {
        unless_equal_skip(&text, (uint32_t)allowed_calls[i], 1);
        answer(&text, SECCOMP_RET_ALLOW);
    }
    if (sandbox->file_count > 0)
        allow_opening(&text);
    allow_threads(&text);
    answer(&text, SECCOMP_RET_ERRNO | EPERM);
    struct sock_fprog program = {text.count, text.code};
    prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
}

void sandbox_enter(const struct sandbox *sandbox)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return;
    restrict_files(sandbox);
    restrict_calls(sandbox);
}

#else

void sandbox_enter(const struct sandbox *sandbox)
{
    (void)sandbox; /* another kernel or processor, or a build whose tools need more */
}

bool sandbox_has_landlock(void)
{
    return false;
}

#endif
