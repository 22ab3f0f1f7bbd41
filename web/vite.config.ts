import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** A running platform that `npm run dev` shows the pages on. */
const platform = process.env.VITRINE_URL ?? 'http://127.0.0.1:7000';

export default defineConfig({
  plugins: [react()],
  build: { target: 'es2022' },
  server: { proxy: { '/v1': platform, '/health': platform, '/metrics': platform } },
});
