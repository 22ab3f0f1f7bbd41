import { defineConfig } from 'vitest/config';

// A package's tsconfig leaves its specs out, so their decorators have to be asked for here.
const oxc = { decorator: { legacy: true, emitDecoratorMetadata: true } };
const source = { oxc, ssr: { resolve: { conditions: ['source', 'node', 'import', 'module', 'default'] } }, resolve: { conditions: ['source'] } };

export default defineConfig({
  test: {
    projects: [
      { ...source, test: { name: 'unit', include: ['{packages,services,web}/**/*.spec.ts'], exclude: ['**/node_modules/**', '**/dist/**'], testTimeout: 20_000 } },
      { ...source, test: { name: 'platform', include: ['test/**/*.spec.ts'], globalSetup: ['test/global-setup.ts'], exclude: ['**/node_modules/**'], testTimeout: 120_000, hookTimeout: 180_000, fileParallelism: false } },
    ],
  },
});
