/** Runs in the head, before the first paint: the chosen theme and movement, and that scripts run here at all. */
export const firstPaint = `try{for(const k of['theme','motion']){const v=localStorage.getItem(k);if(v)document.documentElement.dataset[k]=v}}catch{}document.documentElement.dataset.script='on'`;
