/**
 * KEYS: head, entries, mark, then those that the changes name. ARGV: n, prev, hash, log, stream id, entry, mark or '', all changes as
 * one JSON list of [what, number of its key, field, value], and the bytes of all payloads, of which the changes name the parts by first
 * and last byte: thousands may settle in one second, and a command with an argument for each could not be sent. Replies 1, or 0 where
 * the head is another and nothing was done.
 */
export const APPEND = `
local n = redis.call('HGET', KEYS[1], 'n') or '0'
local hash = redis.call('HGET', KEYS[1], 'hash') or string.rep('0', 64)
if tonumber(n) + 1 ~= tonumber(ARGV[1]) or hash ~= ARGV[2] then return 0 end
for _, change in ipairs(cjson.decode(ARGV[8])) do
  local what, key, field, value = change[1], KEYS[change[2]], change[3], change[4]
  if what == 'set' then redis.call('HSET', key, field, value)
  elseif what == 'part' then
    local first, last = string.match(value, '(%d+) (%d+)')
    redis.call('HSET', key, field, string.sub(ARGV[9], first, last))
  elseif what == 'add' then redis.call('HINCRBY', key, field, value)
  elseif what == 'more' then
    local before = redis.call('HGET', key, field)
    redis.call('HSET', key, field, before and (before .. ' ' .. value) or value)
  elseif what == 'del' then redis.call('HDEL', key, field)
  elseif what == 'day' then redis.call('ZADD', key, value, field)
  end
end
redis.call('XADD', KEYS[2], ARGV[5], 'e', ARGV[6])
redis.call('HSET', KEYS[1], 'n', ARGV[1], 'hash', ARGV[3], 'log', ARGV[4])
if ARGV[7] ~= '' then
  local ms, seq = string.match(ARGV[7], '(%d+)-(%d+)')
  local oldMs, oldSeq = string.match(redis.call('GET', KEYS[3]) or '0-0', '(%d+)-(%d+)')
  if tonumber(ms) > tonumber(oldMs) or (ms == oldMs and tonumber(seq) > tonumber(oldSeq)) then redis.call('SET', KEYS[3], ARGV[7]) end
end
return 1
`

/** KEYS: mark. ARGV: id. Moves the mark forward. */
export const MOVE_MARK = `
local ms, seq = string.match(ARGV[1], '(%d+)-(%d+)')
local oldMs, oldSeq = string.match(redis.call('GET', KEYS[1]) or '0-0', '(%d+)-(%d+)')
if tonumber(ms) > tonumber(oldMs) or (ms == oldMs and tonumber(seq) > tonumber(oldSeq)) then redis.call('SET', KEYS[1], ARGV[1]) end
return 1
`
