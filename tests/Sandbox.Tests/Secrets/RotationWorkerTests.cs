using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Notejam.Sandbox.Secrets.Model;
using Notejam.Sandbox.Secrets.Rotating;
using Notejam.Sandbox.State;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Secrets;

public sealed class RotationWorkerTests : IDisposable
{
    private const string SecretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:it-AbCdEf";
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
    private readonly SecretsStore _store;
    private readonly RotationWorker _worker;

    public RotationWorkerTests()
    {
        _store = new SecretsStore(new StateStore(_folder.Options));
        _worker = new RotationWorker(_store, null!, null!, null!, _time, NullLogger<RotationWorker>.Instance);
    }

    public void Dispose()
    {
        _worker.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_secret_is_rotated_when_it_is_due_and_not_before()
    {
        Add();
        _time.Advance(TimeSpan.FromDays(30));
        _worker.BeginDue();
        Assert.Null(Kept.Run);
        _time.Advance(TimeSpan.FromHours(12));
        _worker.BeginDue();

        var rotation = Kept;
        Assert.Equal((false, 0), (rotation.Run!.HasFailed, rotation.Run.Done));
        Assert.Equal(new DateTimeOffset(2026, 3, 3, 23, 59, 59, TimeSpan.Zero), rotation.NextRotationAt);
        Assert.Equal(rotation.Run.Token, _store.Read(state => state.Rotations[SecretArn].Run!.Token));
    }

    [Fact]
    public void A_rotation_that_failed_is_taken_up_again_with_its_version_when_the_secret_is_due()
    {
        Add();
        _store.Write(state => state.Rotations[SecretArn].Run = new RotationRun { Token = "pending", HasFailed = true, Done = 2 });
        _time.Advance(TimeSpan.FromDays(31));
        _worker.BeginDue();

        Assert.Equal(("pending", false, 2), (Kept.Run!.Token, Kept.Run.HasFailed, Kept.Run.Done));
    }

    [Fact]
    public void A_cancelled_rotation_is_never_due()
    {
        Add();
        _store.Write(state => state.Rotations[SecretArn].Enabled = false);
        _time.Advance(TimeSpan.FromDays(31));
        _worker.BeginDue();

        Assert.Null(Kept.Run);
    }

    // As a later gateway finds it.
    private Rotation Kept => new SecretsStore(new StateStore(_folder.Options)).Read(state => state.Rotations[SecretArn]);

    private void Add() => _store.Write(state =>
    {
        var rules = new JsonObject { ["AutomaticallyAfterDays"] = 30 };
        var rotation = new Rotation
        {
            SecretArn = SecretArn, Region = "eu-central-1", FunctionArn = "f", Rules = rules,
            Enabled = true, NextRotationAt = RotationSchedule.Next(rules, _time.GetUtcNow()),
        };
        state.Rotations[SecretArn] = rotation;
    });
}
