import type { Problem } from '../api/answer.js';

/** What went wrong, in the platform's words. */
export function ProblemNote({ problem }: { readonly problem: Problem }) {
  const { title, detail, field, code } = problem;
  return (
    <div className="problem" role="alert">
      <p><strong>{title}</strong></p>
      {detail !== '' && <p>{detail}</p>}
      <p className="muted">
        {field !== undefined && <>Field <span className="mono">{field}</span> · </>}
        Code <span className="mono">{code}</span>
      </p>
    </div>
  );
}
