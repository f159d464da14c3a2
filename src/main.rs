use tomoni::config::{Asked, Config};
fn main() {
    let mut asked = Asked::default();
    let args: Vec<String> = std::env::args().collect();
    if let Some(i) = args.iter().position(|a| a == "--journal") {
        asked.journal = Some(args[i + 1].clone().into());
    }
    if let Some(i) = args.iter().position(|a| a == "--lang") {
        asked.lang = Some(tomoni::i18n::Lang::of(&args[i + 1]));
    }
    let config = Config::load(&asked).unwrap();
    if args.iter().any(|a| a == "demo") {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("journal.db");
        let mut j = tomoni::journal::Journal::open_or_create(&path, config.clock).unwrap();
        if let Err(p) = j.fill_with_demo(config.lang) {
            eprintln!("{}", p.message(config.lang));
            std::process::exit(1);
        }
        drop(j);
        let r = tomoni::tui::run_demo(&config, &path);
        drop(dir);
        if let Err(p) = r {
            eprintln!("{}", p.message(config.lang));
        }
    } else if let Err(p) = tomoni::tui::run(&config) {
        eprintln!("{}", p.message(config.lang));
    }
}
