//! A walk through every page of a busy house: whatever counts something leads to what it counts, or says why it does not.

use super::Site;
use super::access::MEMBERS;
use axum::http::{Method, StatusCode};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Pages of one shape that are looked at: those of one kind are made by one function.
const OF_A_SHAPE_MAX: usize = 6;
/// Where figures stand.
const FIGURES: [&str; 5] = ["tile", "count", "lede", "found", "badge"];
/// Elements that never close.
const VOID: [&str; 7] = ["input", "meta", "link", "img", "br", "hr", "source"];

/// An element that a text stands in, by its place in the page.
#[derive(Clone, Debug)]
struct Element {
    at: usize,
    name: String,
    attributes: String,
}

impl Element {
    fn value(&self, name: &str) -> Option<String> {
        let (_, rest) = self.attributes.split_once(&format!(" {name}=\""))?;
        rest.split('"').next().map(|value| value.replace("&amp;", "&"))
    }

    fn has_class(&self, classes: &[&str]) -> bool {
        self.value("class").is_some_and(|all| all.split(' ').any(|class| classes.contains(&class)))
    }

    fn is(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_str())
    }

    /// Whether what stands in it counts something: a tile, a heading, a cell of a table.
    fn is_figure(&self) -> bool {
        self.is(&["td", "h1", "h2"]) || self.has_class(&FIGURES)
    }

    /// Whether what stands in it counts nothing: a time, a name that people gave, a field; or says why it leads nowhere.
    fn is_plain(&self) -> bool {
        self.is(&["time", "bdi", "code", "kbd", "form", "svg"])
            || self.attributes.contains(" dir=\"auto\"")
            || self.attributes.contains(" data-plain=\"")
            || self.has_class(&["number"])
    }
}

/// The main part of a page: every text with the elements it stands in, and every list with these and its rows.
#[derive(Default)]
struct Main {
    texts: Vec<(Vec<Element>, String)>,
    lists: Vec<(Vec<usize>, usize)>,
}

impl Main {
    fn of(page: &str) -> Self {
        let (_, main) = page.split_once("<main").expect("each page has one");
        let main = main.split("</main>").next().unwrap_or_default();
        let (mut open, mut found): (Vec<Element>, _) = (Vec::new(), Self::default());
        for (at, piece) in main.split('<').skip(1).enumerate() {
            let (tag, text) = piece.split_once('>').expect("tags end");
            if let Some(name) = tag.strip_prefix('/') {
                let from = open.iter().rposition(|element| element.name == name);
                open.truncate(from.unwrap_or(open.len()));
            } else {
                let name = tag.split(' ').next().unwrap_or_default();
                let element = Element { at, name: name.to_owned(), attributes: tag[name.len()..].to_owned() };
                found.begin(&open, &element);
                if !VOID.contains(&name) {
                    open.push(element);
                }
            }
            if !text.trim().is_empty() {
                found.texts.push((open.clone(), text.trim().to_owned()));
            }
        }
        found
    }

    /// Notes a list, or a row of one.
    fn begin(&mut self, open: &[Element], element: &Element) {
        if element.is(&["ul", "ol", "tbody", "section"]) {
            self.lists.push((open.iter().map(|element| element.at).chain([element.at]).collect(), 0));
        }
        if element.is(&["li", "tr"]) {
            let around: BTreeSet<usize> = open.iter().map(|element| element.at).collect();
            let lists = self.lists.iter_mut().filter(|(path, _)| path.last().is_some_and(|own| around.contains(own)));
            lists.for_each(|(_, rows)| *rows += 1);
        }
    }

    /// Whether a number stands above its own list: in the section that has it, or where there is none around, on the page.
    fn is_listed(&self, open: &[Element], number: usize) -> bool {
        let section = open.iter().rfind(|element| element.is(&["section"])).map(|section| section.at);
        let is_here = |path: &Vec<usize>| section.is_none_or(|section| path.contains(&section));
        number == 0 || self.lists.iter().any(|(path, rows)| is_here(path) && *rows == number)
    }

    /// What is counted without leading to it, nor standing above it.
    fn loose(&self) -> Vec<&str> {
        let is_loose = |(open, text): &&(Vec<Element>, String)| {
            open.iter().any(Element::is_figure)
                && !open.iter().any(|element| element.is_plain() || element.is(&["a"]))
                && !numbers(text).all(|number| self.is_listed(open, number))
        };
        self.texts.iter().filter(is_loose).map(|(_, text)| text.as_str()).collect()
    }

    /// The links that are a number, with the number.
    fn counted(&self) -> Vec<(String, usize)> {
        let counts = self.texts.iter().filter_map(|(open, text)| {
            let link = open.iter().find(|element| element.is(&["a"]))?;
            let is_count = open.iter().any(Element::is_figure) && !open.iter().any(Element::is_plain);
            let number = text.replace(',', "").parse().ok().filter(|_| is_count)?;
            Some((link.value("href")?, number))
        });
        counts.collect()
    }
}

/// Every whole number of a text.
fn numbers(text: &str) -> impl Iterator<Item = usize> {
    let text = text.replace(',', "");
    let numbers = text.split(|letter: char| !letter.is_ascii_digit()).map(str::parse);
    numbers.filter_map(Result::ok).collect::<Vec<_>>().into_iter()
}

/// The pages that a page leads to.
fn links(page: &str) -> BTreeSet<String> {
    let hrefs = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let own =
        hrefs.filter(|href| href.starts_with('/') && !href.starts_with("/assets/") && !href.starts_with("/media/"));
    own.map(|href| href.split('#').next().unwrap_or_default().replace("&amp;", "&")).collect()
}

/// What pages of one kind have in common.
fn shape(href: &str) -> String {
    let path = href.split('?').next().unwrap_or_default();
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    match parts.as_slice() {
        ["settings" | "directory" | "tickets", ..] if !path.contains("T-") => path.to_owned(),
        [one] => (*one).to_owned(),
        all => format!("{} and {} more", all[0], all.len() - 1),
    }
}

/// Every page that is found from the first, as far as there are not many of its shape.
async fn walked(site: &Site) -> BTreeMap<String, String> {
    let (mut pages, mut shapes) = (BTreeMap::new(), BTreeMap::<String, usize>::new());
    let mut ways: VecDeque<String> = MEMBERS
        .iter()
        .filter(|(method, path)| method == Method::GET && *path != "/bell")
        .map(|(_, path)| (*path).to_owned())
        .collect();
    let mut known: BTreeSet<String> = ways.iter().cloned().collect();
    while let Some(way) = ways.pop_front() {
        let of_shape = shapes.entry(shape(&way)).or_default();
        if *of_shape >= OF_A_SHAPE_MAX {
            continue;
        }
        let answer = site.get(&way).await;
        if answer.status != StatusCode::OK || !answer.text.contains("<main") {
            continue;
        }
        *of_shape += 1;
        ways.extend(links(&answer.text).into_iter().filter(|link| known.insert(link.clone())));
        pages.insert(way, answer.text);
    }
    pages
}

#[tokio::test]
async fn whatever_counts_something_leads_to_what_it_counts_or_says_why_not() {
    let site = Site::unsure().await;
    let pages = walked(&site).await;
    assert!(pages.len() > 60, "{:?}", pages.keys());
    let mut loose = Vec::new();
    for (path, page) in &pages {
        loose.extend(Main::of(page).loose().into_iter().map(|text| format!("{path}: {text}")));
    }
    assert!(loose.is_empty(), "{loose:#?}");
}

#[tokio::test]
async fn a_number_that_is_a_link_leads_to_as_many_rows() {
    let site = Site::unsure().await;
    let mut wrong = Vec::new();
    for (path, page) in walked(&site).await {
        for (href, number) in Main::of(&page).counted() {
            let list = site.get(&href).await.text;
            let rows = list.matches("<a class=\"row").count();
            let heading =
                list.split_once("id=\"found\">").and_then(|(_, rest)| numbers(rest.split('<').next()?).next());
            if rows != number && heading != Some(number) {
                wrong.push(format!("{path}: {number} leads to {href} with {rows} rows, {heading:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
