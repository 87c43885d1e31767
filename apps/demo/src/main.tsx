import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@repartee/ui/styles.css';
import './styles/page.css';
import './styles/header.css';
import './styles/stage.css';
import './styles/stage-small.css';
import './styles/dock.css';
import './styles/messages.css';
import './styles/drawer.css';
import './styles/measurements.css';
import './styles/screens.css';
import './styles/inspector.css';
import { App } from './App.tsx';

const container = document.getElementById('root');
if (!container) throw new Error('The page has no #root to draw in.');
createRoot(container).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
