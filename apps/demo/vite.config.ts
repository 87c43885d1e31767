import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { backend } from './server/backend-plugin.ts';

export default defineConfig({
  plugins: [react(), backend()],
  build: { rolldownOptions: { input: ['index.html', 'inspector.html'] } },
  // Loopback only: the server mints credentials for every client that can reach it.
  server: { host: '127.0.0.1', port: 5173 },
  preview: { host: '127.0.0.1', port: 4173 },
});
