// Filters that apply as they are chosen; without this script a button does it.
const form = document.querySelector("[data-filters]");
form?.addEventListener("change", () => form.requestSubmit());
// Empty choices need not stand in the address.
form?.addEventListener("formdata", (event) => {
  for (const [name, value] of [...event.formData]) if (!value) event.formData.delete(name);
});
