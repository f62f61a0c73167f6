# Waits for the owner's death, that is for the end of standard input, then kills what the owner left.
# Argument: the owner's folder, which holds one "<pid> <start time> <name>" file for each child.
owner=$1
read -r ignored
[ -d "$owner" ] || exit 0
: > "$owner/closing"

# Also the ones that made a session of their own, as PostgreSQL's backends do.
descendants() {
  for child in $(cat "/proc/$1"/task/*/children 2>/dev/null); do
    echo "$child"
    descendants "$child"
  done
}

# A number that belongs to another process by now is left alone. A leader that is gone may have left
# its group behind, and a group's number is not given to anybody else while the group lives.
still_ours() {
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
  started=$2
  set -- ${stat##*) }
  [ "${20}" = "$started" ]
}

for file in "$owner"/*.pid; do
  [ -e "$file" ] || continue
  pid= start=
  read -r pid start name < "$file"
  if [ -n "$start" ] && still_ours "$pid" "$start"; then
    kill -s KILL -- "-$pid" $(descendants "$pid") 2>/dev/null
  fi
done
rm -rf -- "$owner"
