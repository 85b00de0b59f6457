//! Disks that are full, files that may not grow, and disks that can only be read: the real program on them.

use std::process::Command;

use crate::folder::{folder, names, read, told};
use crate::program::{JOBS, Job, failed, training};

/// Runs the program under a shell, after `first`.
fn run_after(first: &str, folder: &std::path::Path, job: &Job) -> std::process::Output {
    let script = format!("{first}\n\"$@\"");
    Command::new("sh")
        .args(["-c", &script, "sh", env!("CARGO_BIN_EXE_gradwalk")])
        .args((job.arguments)(2))
        .current_dir(folder)
        .output()
        .expect("there is a shell")
}

#[test]
fn a_file_that_may_not_grow_leaves_the_old_network() {
    for (job, name) in JOBS.iter().zip(["out-2.safetensors", "out.safetensors"]) {
        let folder = folder();
        job.prepare(folder.path());
        let made = folder.path().join(job.made);
        let (before, old) = (names(&made), job.numbers(folder.path()));
        for blocks in 0..3 {
            let output = run_after(&format!("ulimit -f {blocks}"), folder.path(), job);
            let message = failed(&output);
            assert!(message.contains(name), "{message}");
            assert!(message.contains("File too large"), "{message}");
            assert_eq!(names(&made), before);
            assert_eq!(job.numbers(folder.path()), old);
        }
        let output = run_after("ulimit -f 40", folder.path(), job);
        assert!(output.status.success(), "{output:?}");
        assert_ne!(job.numbers(folder.path()), old);
        assert_eq!(names(&made), before);
    }
}

/// In a mount of its own: a small disk, made full or read-only, on which the old network lies.
fn on_a_disk(fault: &str, words: &str) {
    let folder = folder();
    JOBS[0].prepare(folder.path());
    let [text, tensors] = ["out.toml", "out.safetensors"].map(|name| folder.path().join(name));
    let before = [std::fs::read(&text), std::fs::read(&tensors)].map(|it| it.expect("it is there"));
    let at = folder.path().join("disk");
    std::fs::create_dir(&at).expect("a new folder");
    let script = "mount -t tmpfs -o size=96k,mode=755 disk disk || exit 77\n\
        cp out.toml out.safetensors data.csv disk && cd disk || exit 77\n";
    let then = "mount -o remount,rw . 2>/dev/null; rm -f fill\n\
        mkdir ../after && cp -a . ../after";
    let shell = format!("{script}{fault}\n\"$@\"\nstatus=$?\n{then}\nexit $status");
    let output = Command::new("unshare")
        .args([
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            &shell,
            "sh",
        ])
        .arg(env!("CARGO_BIN_EXE_gradwalk"))
        .args(training(2))
        .current_dir(folder.path())
        .output();
    let output = output.ok().filter(|output| {
        let after = folder.path().join("after");
        output.status.code() != Some(77) && after.exists()
    });
    let Some(output) = output else {
        told("skipped: no disk can be mounted here");
        return;
    };
    let message = failed(&output);
    assert!(message.contains("out"), "{message}");
    let is_told = words.split('|').any(|words| message.contains(words));
    assert!(is_told, "{message}");
    assert!(
        !String::from_utf8_lossy(&output.stdout).contains("Saved"),
        "{output:?}"
    );
    let after = folder.path().join("after");
    assert_eq!(names(&after), ["data.csv", "out.safetensors", "out.toml"]);
    for (name, old) in ["out.toml", "out.safetensors"].iter().zip(before) {
        assert!(
            std::fs::read(after.join(name)).expect("it is there") == old,
            "{name}"
        );
    }
}

#[test]
fn a_full_disk_leaves_the_old_network() {
    on_a_disk(
        "cat /dev/zero > fill 2>/dev/null",
        "no storage space|No space left on device",
    );
}

#[test]
fn a_disk_with_room_for_a_part_leaves_the_old_network() {
    let part = "head -c 69000 /dev/zero > fill 2>/dev/null";
    on_a_disk(part, "No space left on device");
}

#[test]
fn a_disk_that_can_only_be_read_leaves_the_old_network() {
    on_a_disk("mount -o remount,ro . || exit 77", "ead-only file");
}

#[test]
fn the_limited_file_is_the_one_that_is_named() {
    let folder = folder();
    JOBS[0].prepare(folder.path());
    assert!(read(&folder.path().join("out.toml")).contains("file = \"out.safetensors\""));
}
