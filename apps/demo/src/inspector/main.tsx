import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '@repartee/inspector/styles.css';
import '../styles/page.css';
import '../styles/inspector.css';
import { InspectorPage } from './InspectorPage.tsx';

const container = document.getElementById('root');
if (!container) throw new Error('The page has no #root to draw in.');
createRoot(container).render(
  <StrictMode>
    <InspectorPage />
  </StrictMode>,
);
