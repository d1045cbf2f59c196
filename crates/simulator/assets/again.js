// Looks at the chat again every two seconds, and shows what is new. Without a script there is a link that does.
const look = async () => {
  const answer = await fetch(location.pathname).catch(() => null);
  if (!answer || !answer.ok) return;
  const next = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("ol");
  const shown = document.querySelector("ol");
  if (next && shown && next.innerHTML !== shown.innerHTML) {
    shown.replaceChildren(...next.childNodes);
    document.getElementById("end").scrollIntoView();
  }
};
setInterval(look, 2000);
