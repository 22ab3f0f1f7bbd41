/** Lua of the index of the gallery, for the function library: what enrolling and evicting need of it. */
export const INDEX_HELPERS = `
-- Names as RedisKeys makes them.
local function waiting_in(indexes, generation) return indexes .. ':waiting:' .. generation end

local function shard_in(indexes, generation, member)
  local shards = tonumber(redis.call('HGET', indexes, 'shards:' .. generation) or '1')
  return indexes .. ':' .. generation .. ':' .. text(tonumber(string.sub(redis.sha1hex(member), 1, 7), 16) % shards)
end

local function generations_of(indexes, embedder)
  local found = {}
  for _, generation in ipairs({ redis.call('HGET', indexes, 'current:' .. embedder), redis.call('HGET', indexes, 'building:' .. embedder) }) do
    if generation then found[#found + 1] = generation end
  end
  return found
end

local function ticket(indexes) return text(redis.call('HINCRBY', indexes, 'tickets', 1)) end

local function drop(indexes, generation)
  for shard = 0, tonumber(redis.call('HGET', indexes, 'shards:' .. generation) or '0') - 1 do redis.call('UNLINK', indexes .. ':' .. generation .. ':' .. text(shard)) end
  redis.call('UNLINK', waiting_in(indexes, generation))
  redis.call('HDEL', indexes, 'shards:' .. generation, 'secret:' .. generation, 'filling:' .. generation)
end

-- An index that is built answers once everybody who was to come is in it; the one before goes with its secret.
local function complete(indexes, embedder, generation)
  if redis.call('HGET', indexes, 'building:' .. embedder) ~= generation then return end
  if redis.call('HEXISTS', indexes, 'filling:' .. generation) == 1 or redis.call('HLEN', waiting_in(indexes, generation)) > 0 then return end
  local before = redis.call('HGET', indexes, 'current:' .. embedder)
  redis.call('HSET', indexes, 'current:' .. embedder, generation)
  redis.call('HDEL', indexes, 'building:' .. embedder)
  if before then drop(indexes, before) end
end
`;

/** The functions by which an index is built. */
export const INDEX_FUNCTIONS = `
local function begin_index(KEYS, ARGV)
  local embedder, generation = ARGV[1], ARGV[2]
  local abandoned = redis.call('HGET', KEYS[1], 'building:' .. embedder)
  if abandoned then drop(KEYS[1], abandoned) end
  redis.call('HSET', KEYS[1], 'building:' .. embedder, generation, 'shards:' .. generation, ARGV[3], 'secret:' .. generation, ARGV[4], 'filling:' .. generation, '1')
  return 'begun'
end

local function fill_index(KEYS, ARGV)
  if redis.call('HEXISTS', KEYS[1], 'filling:' .. ARGV[1]) == 0 then return 'abandoned' end
  for i = 2, #ARGV do
    if redis.call('SISMEMBER', KEYS[2], ARGV[i]) == 1 then redis.call('HSETNX', waiting_in(KEYS[1], ARGV[1]), ARGV[i], ticket(KEYS[1])) end
  end
  return 'filling'
end

local function filled_index(KEYS, ARGV)
  redis.call('HDEL', KEYS[1], 'filling:' .. ARGV[2])
  complete(KEYS[1], ARGV[1], ARGV[2])
  return 'filled'
end

local function put_into_index(KEYS, ARGV)
  local embedder, generation, member, asked, vector = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
  if redis.call('HGET', KEYS[2], member) ~= asked then return 'stale' end
  if vector ~= '' then redis.call('VADD', KEYS[3], 'FP32', vector, member, 'Q8', 'EF', 200, 'M', 16)
  elseif redis.call('EXISTS', KEYS[3]) == 1 then redis.call('VREM', KEYS[3], member) end
  redis.call('HDEL', KEYS[2], member)
  complete(KEYS[1], embedder, generation)
  return 'put'
end
`;
