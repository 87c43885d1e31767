import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@repartee/ui/styles.css';
import './demo.css';
import { App } from './App.tsx';

const container = document.getElementById('root');
if (!container) throw new Error('The page has no #root to draw in.');
createRoot(container).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
