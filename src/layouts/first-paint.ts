/** Runs in the head, before the first paint: the chosen theme, and that scripts run here at all. */
export const firstPaint = `try{const t=localStorage.getItem('theme');if(t)document.documentElement.dataset.theme=t}catch{}document.documentElement.dataset.script='on'`;
