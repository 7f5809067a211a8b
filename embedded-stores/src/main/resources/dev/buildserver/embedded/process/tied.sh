# Runs a command that ends when its standard input does.
#
# usage: sh tied.sh SIGNAL SECONDS KEEP-INPUT MARK COMMAND [ARGUMENT...]
#
# The command takes this shell's place (same process id) in a session of its own where setsid exists,
# so that a terminal's Ctrl-C does not reach it. A small watcher stays beside it: at the end of the
# standard input, a pipe that only the launcher holds, it sends SIGNAL, after SECONDS also KILL, and
# in the end KILL to whatever the command left in its process group.
# KEEP-INPUT is "yes" when the command shall see the pipe as well, else it reads nothing.
# MARK, unless empty, is a text in the environment of processes that the command starts in sessions of their own and
# that must not survive it either. It must not be in the command's own environment.
signal=$1
tenths=$(($2 * 10))
keep=$3
mark=$4
shift 4

# What tells a process from a later one with the same number; empty when there is none (any more).
identity() {
    if [ -r /proc/self/stat ]; then
        { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 0
        # The name in parentheses may hold anything; after it: state ... start time.
        set -- ${stat##*) }
        [ "$1" = Z ] || echo "${20}"
    else
        ps -o stat=,lstart= -p "$1" 2>/dev/null | grep -v '^ *Z'
    fi
}

target=$$
born=$(identity $$)
own_session=
command -v setsid >/dev/null && own_session=setsid

alive() {
    [ "$(identity "$target")" = "$born" ]
}

kill_marked() {
    [ -n "$mark" ] || return 0
    # More than once: what is killed may just have started something.
    for round in 1 2 3; do
        # Its status says nothing: processes that end meanwhile count as errors.
        marked=$(grep -slF -e "$mark" /proc/[0-9]*/environ)
        [ -n "$marked" ] || return 0
        for environ in $marked; do
            pid=${environ#/proc/}
            kill -s KILL "${pid%/environ}"
        done
    done
}

watch() {
    trap '' HUP INT TERM
    while read -r nothing <&3; do :; done
    alive && kill -s "$signal" "$target"
    while alive; do
        if [ "$tenths" -le 0 ]; then
            kill -s KILL "$target"
            break
        fi
        sleep 0.1
        tenths=$((tenths - 1))
    done
    [ -n "$own_session" ] && kill -s KILL -- "-$target"
    kill_marked
    exit 0
}

exec 3<&0
# Twice in the background: the command must not find a child that it never made.
(watch >/dev/null 2>&1 </dev/null &)
if [ "$keep" = yes ]; then
    exec $own_session "$@" 3<&-
else
    exec $own_session "$@" 3<&- </dev/null
fi
