# Runs a program that ends when the process holding our standard input ends, even by SIGKILL.
# In a process group of its own, so that Ctrl-C reaches the parent alone, which then stops its children in order.
# The program replaces this shell: the parent's handle on the process is the program itself.
if [ "$1" != --own-group ]; then
  command -v setsid >/dev/null && exec setsid sh "$0" --own-group "$@"
  exec perl -e 'setpgrp(0, 0); exec @ARGV' sh "$0" --own-group "$@"
fi
shift
exec 3<&0 </dev/null
(
  cat <&3 >/dev/null
  kill -TERM $$ || exit
  for _ in 1 2 3 4 5 6 7 8; do
    sleep 1
    kill -0 $$ || exit
  done
  kill -KILL $$
) 2>/dev/null &
exec 3<&-
exec "$@"
