import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import './design/base.css';
import { pageAt } from './pages.js';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root');

const { Page, title } = pageAt(window.location.pathname);
document.title = title;
createRoot(root).render(
  <StrictMode>
    <Suspense fallback={null}>
      <Page />
    </Suspense>
  </StrictMode>,
);
