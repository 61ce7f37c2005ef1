// A fragment names the stylesheets it needs; each is fetched once, and nothing is shown before it is there.
export function dress(root) {
  const wanted = [...root.querySelectorAll("link[rel=stylesheet]")];
  return Promise.all(wanted.map((link) => {
    const isThere = [...document.head.querySelectorAll("link[rel=stylesheet]")].some((one) => one.href === link.href);
    if (isThere) {
      link.remove();
      return null;
    }
    return new Promise((done) => {
      link.addEventListener("load", done);
      link.addEventListener("error", done);
      document.head.append(link);
    });
  }));
}
