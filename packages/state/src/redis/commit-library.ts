import { createHash } from 'node:crypto';
import { INDEX_FUNCTIONS, INDEX_HELPERS } from './index-library.js';

/**
 * The atomic step. Every operation is checked before the first one is carried out, as Redis does not roll back.
 * A run of fields in ARGV: operation name, number of keys, number of arguments, arguments; its keys follow one another in KEYS.
 */
const BODY = `
local operations = {}

local function define(name, keys, args, run) operations[name] = { keys = keys, args = args, run = run } end

local function text(number) return string.format('%.0f', number) end

local function expire(key, ttl)
  if ttl ~= '' then redis.call('PEXPIRE', key, ttl) end
end

define('put', 1, 2, function(K, A)
  if A[1] == '' then redis.call('SET', K[1], A[2])
  elseif tonumber(A[1]) > 0 then redis.call('SET', K[1], A[2], 'PX', A[1])
  else redis.call('UNLINK', K[1]) end
end)

define('remove', 1, 0, function(K) redis.call('UNLINK', K[1]) end)

define('remember', 2, 3, function(K, A)
  if (redis.call('HGET', K[2], A[1]) or '0') == A[2] then redis.call('SET', K[1], A[3]) end
end)

define('forget', 2, 1, function(K, A)
  redis.call('UNLINK', K[1])
  redis.call('HINCRBY', K[2], A[1], 1)
end)

define('mark', 1, 4, function(K, A)
  local over = redis.call('HGET', K[1], 'end')
  if over and tonumber(over) <= tonumber(A[3]) then redis.call('UNLINK', K[1]) end
  local held = redis.call('HGET', K[1], A[1])
  redis.call('HSET', K[1], A[1], bit.bor(tonumber(held or '0'), tonumber(A[2])), 'end', text(tonumber(A[3]) + tonumber(A[4])))
  redis.call('PEXPIRE', K[1], A[4])
end)

define('add', 1, 2, function(K, A)
  for i = 3, #A do
    if redis.call('HINCRBY', K[1], A[i], A[2]) == 0 then redis.call('HDEL', K[1], A[i]) end
  end
  expire(K[1], A[1])
end)

-- By bytes, whatever the server's locale.
local function before(a, b)
  for i = 1, math.min(#a, #b) do
    local x, y = string.byte(a, i), string.byte(b, i)
    if x ~= y then return x < y end
  end
  return #a < #b
end

local function keep_largest(key, most, kept)
  if redis.call('HLEN', key) <= most then return end
  local held, entries = redis.call('HGETALL', key), {}
  for i = 1, #held, 2 do entries[#entries + 1] = { held[i], tonumber(held[i + 1]) } end
  table.sort(entries, function(a, b)
    if a[2] ~= b[2] then return a[2] > b[2] end
    return before(a[1], b[1])
  end)
  for i = kept + 1, #entries do redis.call('HDEL', key, entries[i][1]) end
end

define('accompany', 1, 4, function(K, A)
  for i = 4, #A do
    if tonumber(A[1]) > 0 or redis.call('HEXISTS', K[1], A[i]) == 1 then
      if redis.call('HINCRBY', K[1], A[i], A[1]) <= 0 then redis.call('HDEL', K[1], A[i]) end
    end
  end
  if A[2] ~= '' then keep_largest(K[1], tonumber(A[2]), tonumber(A[3])) end
end)

define('raise', 1, 2, function(K, A)
  local held = redis.call('HGET', K[1], A[1])
  if not held or tonumber(held) < tonumber(A[2]) then redis.call('HSET', K[1], A[1], A[2]) end
end)

define('set-field', 1, 2, function(K, A) redis.call('HSET', K[1], A[1], A[2]) end)

define('revise', 1, 3, function(K, A)
  redis.call('HSET', K[1], A[1], A[2])
  redis.call('HINCRBY', K[1], '#', 1)
  redis.call('HPEXPIRE', K[1], A[3], 'FIELDS', 1, A[1])
end)

define('append', 1, 3, function(K, A)
  redis.call('RPUSH', K[1], A[3])
  redis.call('LTRIM', K[1], '-' .. A[1], -1)
  expire(K[1], A[2])
end)

-- XDEL, unlike a trim, remembers the newest entry that is gone: followers tell a gap by it.
local function publish(key, keep, ...)
  redis.call('XADD', key, '*', ...)
  local surplus = redis.call('XLEN', key) - keep
  if surplus <= 0 then return end
  for _, entry in ipairs(redis.call('XRANGE', key, '-', '+', 'COUNT', surplus)) do redis.call('XDEL', key, entry[1]) end
end

define('publish', 1, 4, function(K, A)
  publish(K[1], A[1], A[3], A[4])
  expire(K[1], A[2])
end)

define('silence', 1, 0, function(K) redis.call('XTRIM', K[1], 'MAXLEN', 0) end)

${INDEX_HELPERS}
define('enrol', 6, 7, function(K, A)
  local member, consent, embedder = A[1], A[2], A[4]
  if redis.call('SISMEMBER', K[3], member .. ' ' .. consent) == 1 then return end
  local erased = redis.call('HGET', K[4], member)
  if erased and tonumber(A[3]) < tonumber(erased) then return end
  redis.call('HSET', K[1], 'consent:' .. embedder, consent, 'key:' .. embedder, A[5], 'templates:' .. embedder, A[6])
  redis.call('SADD', K[2], member)
  for _, generation in ipairs(generations_of(K[6], embedder)) do redis.call('HSET', waiting_in(K[6], generation), member, ticket(K[6])) end
  publish(K[5], A[7], 'kind', 'enrolled', 'member', member, 'embedder', embedder)
end)

local function evict(K, member, consent, keep)
  local held = redis.call('HGETALL', K[1])
  for i = 1, #held, 2 do
    local embedder = string.match(held[i], '^consent:(.+)$')
    if embedder and (not consent or held[i + 1] == consent) then
      redis.call('HDEL', K[1], 'consent:' .. embedder, 'key:' .. embedder, 'templates:' .. embedder)
      redis.call('HDEL', K[5], 'version:' .. embedder, 'key:' .. embedder, 'sealed:' .. embedder)
      redis.call('HINCRBY', K[5], 'departures', 1)
      for _, generation in ipairs(generations_of(K[6], embedder)) do
        redis.call('HDEL', waiting_in(K[6], generation), member)
        local shard = shard_in(K[6], generation, member)
        if redis.call('EXISTS', shard) == 1 then redis.call('VREM', shard, member) end
        complete(K[6], embedder, generation)
      end
      publish(K[4], keep, 'kind', 'evicted', 'member', member, 'embedder', embedder)
    end
  end
  if redis.call('EXISTS', K[1]) == 0 then redis.call('SREM', K[2], member) end
end

define('revoke', 6, 3, function(K, A)
  redis.call('SADD', K[3], A[1] .. ' ' .. A[2])
  evict(K, A[1], A[2], A[3])
end)

define('erase', 6, 3, function(K, A)
  operations.raise.run({ K[3] }, { A[1], A[2] })
  evict(K, A[1], nil, A[3])
end)

define('classify', 2, 6, function(K, A)
  if (redis.call('HGET', K[1], 'departures') or '0') ~= A[2] then return end
  redis.call('HSET', K[1], 'version:' .. A[1], A[3], 'key:' .. A[1], A[4], 'sealed:' .. A[1], A[5])
  publish(K[2], A[6], 'kind', 'classified', 'embedder', A[1])
end)

-- For each hash of numbers two keys: itself, which ends as a whole, and the one of an earlier release, where each field has an end of its own; and one
-- argument, JSON of three lists: the fields in the former, those in the latter, the contents. Answers with the places, counted over all hashes, of the
-- numbers that others hold, each followed by the content that does.
local function reserve(KEYS, ARGV)
  local now, ends, kept, others, place = tonumber(ARGV[1]), ARGV[2], ARGV[3], {}, 0
  for i = 1, #KEYS, 2 do
    local key, before, asked = KEYS[i], KEYS[i + 1], cjson.decode(ARGV[3 + (i + 1) / 2])
    local fields, contents = asked[1], asked[3]
    local over = redis.call('HGET', key, 'end')
    if over and tonumber(over) <= now then redis.call('UNLINK', key) end
    local held = redis.call('HMGET', key, unpack(fields))
    local old = redis.call('HMGET', before, unpack(asked[2]))
    local fresh = { 'end', ends }
    for n, content in ipairs(contents) do
      if not held[n] and old[n] and tonumber(string.match(old[n], '^%S+')) > now then held[n] = string.match(old[n], '^%S+ (.*)$') end
      if not held[n] then
        fresh[#fresh + 1] = fields[n]
        fresh[#fresh + 1] = content
      elseif held[n] ~= content then
        others[#others + 1] = place
        others[#others + 1] = held[n]
      end
      place = place + 1
    end
    redis.call('HSET', key, unpack(fresh))
    redis.call('PEXPIRE', key, kept)
  end
  return others
end

local function parse(KEYS, ARGV, key, arg)
  local steps = {}
  while arg <= #ARGV do
    local operation, keys, args = operations[ARGV[arg]], tonumber(ARGV[arg + 1]), tonumber(ARGV[arg + 2])
    if not operation or keys ~= operation.keys or args < operation.args then
      error({ err = 'ERR not an operation: ' .. tostring(ARGV[arg]) })
    end
    local step = { run = operation.run, K = {}, A = {} }
    for i = 1, keys do step.K[i] = KEYS[key + i - 1] end
    for i = 1, args do step.A[i] = ARGV[arg + 2 + i] end
    steps[#steps + 1] = step
    key, arg = key + keys, arg + 3 + args
  end
  return steps
end

local function carry_out(steps)
  for _, step in ipairs(steps) do step.run(step.K, step.A) end
end

local function claim(KEYS)
  local held = redis.call('HMGET', KEYS[1], 'epoch', 'next')
  local now = redis.call('TIME')
  local epoch = text(math.max((tonumber(held[1]) or 0) + 1, now[1] * 1000 + math.floor(now[2] / 1000)))
  redis.call('HSET', KEYS[1], 'epoch', epoch)
  return { epoch, held[2] }
end

local function commit(KEYS, ARGV)
  local steps = parse(KEYS, ARGV, 2, 4)
  local held = redis.call('HMGET', KEYS[1], 'epoch', 'next')
  if held[1] ~= ARGV[1] then return 'fenced' end
  if held[2] and tonumber(held[2]) > tonumber(ARGV[2]) then return 'stale' end
  if ARGV[2] == ARGV[3] and held[2] ~= ARGV[2] then return 'stale' end
  carry_out(steps)
  redis.call('HSET', KEYS[1], 'next', ARGV[3])
  return 'applied'
end

-- KEYS: positions, then what was made beside with the key whose place it takes, then keys in whose place nothing comes.
local function take_place(KEYS, ARGV)
  local claims, made = tonumber(ARGV[1]), tonumber(ARGV[2])
  for i = 1, claims do
    local held = redis.call('HMGET', KEYS[i], 'epoch', 'next')
    if held[1] ~= ARGV[2 * i + 1] or (held[2] or '') ~= ARGV[2 * i + 2] then return 'stale' end
  end
  local first_left = claims + 2 * made + 1
  for i = claims + 1, first_left - 1, 2 do
    local beside, place = KEYS[i], KEYS[i + 1]
    -- Readers know a hash by its revision: the new one has to be beyond every one that was.
    local revision, known = redis.call('HGET', beside, '#'), redis.call('HGET', place, '#')
    if revision and known then redis.call('HSET', beside, '#', text(math.max(tonumber(revision), tonumber(known)) + 1)) end
    redis.call('UNLINK', place)
    if redis.call('EXISTS', beside) == 1 then redis.call('RENAME', beside, place) end
  end
  for i = first_left, #KEYS do redis.call('UNLINK', KEYS[i]) end
  return 'applied'
end

local function write(KEYS, ARGV)
  carry_out(parse(KEYS, ARGV, 1, 1))
  return 'applied'
end

local function promote(KEYS, ARGV)
  if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 'missing' end
  if redis.call('LINDEX', KEYS[2], 0) ~= ARGV[1] then redis.call('LPUSH', KEYS[2], ARGV[1]) end
  return 'live'
end

${INDEX_FUNCTIONS}
local function roll_back(KEYS)
  if redis.call('LLEN', KEYS[1]) < 2 then return false end
  redis.call('LPOP', KEYS[1])
  return redis.call('LINDEX', KEYS[1], 0)
end
`;

const digest = createHash('sha256').update(BODY).digest('hex').slice(0, 12);

/** Names of the library's functions. They carry the digest of the source, so an old and a new release run side by side on one Redis. */
export const LIBRARY_FUNCTIONS = {
  claim: `vitrine_claim_${digest}`,
  commit: `vitrine_commit_${digest}`,
  write: `vitrine_write_${digest}`,
  takePlace: `vitrine_take_place_${digest}`,
  reserve: `vitrine_reserve_${digest}`,
  promote: `vitrine_promote_${digest}`,
  rollBack: `vitrine_roll_back_${digest}`,
  beginIndex: `vitrine_begin_index_${digest}`,
  fillIndex: `vitrine_fill_index_${digest}`,
  filledIndex: `vitrine_filled_index_${digest}`,
  putIntoIndex: `vitrine_put_into_index_${digest}`,
} as const;

const LOCAL_NAMES: Readonly<Record<keyof typeof LIBRARY_FUNCTIONS, string>> = {
  claim: 'claim', commit: 'commit', write: 'write', takePlace: 'take_place', reserve: 'reserve', promote: 'promote', rollBack: 'roll_back',
  beginIndex: 'begin_index', fillIndex: 'fill_index', filledIndex: 'filled_index', putIntoIndex: 'put_into_index',
};

const registrations = (Object.keys(LOCAL_NAMES) as (keyof typeof LIBRARY_FUNCTIONS)[])
  .map((name) => `redis.register_function('${LIBRARY_FUNCTIONS[name]}', ${LOCAL_NAMES[name]})`);

/** Source of the library, for FUNCTION LOAD REPLACE. */
export const LIBRARY_SOURCE = `#!lua name=vitrine_${digest}\n${BODY}\n${registrations.join('\n')}\n`;
