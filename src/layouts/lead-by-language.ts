/** The root page leads to the reader's language: the one they chose last, else their browser's. */
export const leadByLanguage = `let l;try{l=localStorage.getItem('language')}catch{}l??=navigator.languages.find(x=>/^(en|ko)\\b/.test(x))??'en';location.replace(new URL(l.slice(0,2)+'/',location.href.replace(/[?#].*/,'')))`;
