# Runs as the leader of a new session and becomes the program. Arguments: owner folder, name, program...
# The pid file is written before the program starts and before "closing" is looked at, so that a
# reaper that starts at the same moment either finds the file or stops us here. The subshell keeps
# our variables out of the program's environment.
(
  read -r a b c d e f g h i j k l m n o p q r s t u start rest < "/proc/$$/stat"
  printf '%s %s %s\n' "$$" "$start" "$2" > "$1/$$.pid"
) || exit 125
[ -e "$1/closing" ] && exit 125
shift 2
unset PWD OLDPWD SHLVL
exec "$@"
